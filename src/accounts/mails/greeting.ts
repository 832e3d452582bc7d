/** An agent's account has no name before its owner gives one. */
export const greeting = (firstName: string | null) => (firstName ? `Bonjour ${firstName},` : 'Bonjour,');
