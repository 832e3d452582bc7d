/** Name of a field -> French sentence. The empty name holds what concerns the whole form. */
export type FieldErrors = Readonly<Record<string, string>>;
