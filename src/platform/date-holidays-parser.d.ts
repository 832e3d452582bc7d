/** The library's own types cannot be found: its package does not export them. */
declare module 'date-holidays-parser' {
  export default class HolidaysParser {
    /** `data`: of the package date-holidays, of the countries wanted. */
    constructor(data: object, country: string, options: { readonly types: readonly string[] });
    /** Days begin with "YYYY-MM-DD". */
    getHolidays(year: number): { readonly date: string }[];
  }
}
