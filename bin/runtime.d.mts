export const nodeOptions: (root: string, command: string) => readonly string[];
export const frugalMalloc: Readonly<Record<string, string>>;
