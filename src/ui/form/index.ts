export { Button, ButtonLink, DefaultSubmit } from './buttons';
export { Checkbox, Descriptions, RadioGroup, Select } from './choices';
export type { FieldErrors } from './errors';
export { Help } from './frame';
export { PeriodFields } from './period';
export { SearchField } from './search';
export { ErrorSummary, RequiredMention } from './summary';
export { Field, FileField, TextArea } from './text-fields';
export { Username } from './username';
