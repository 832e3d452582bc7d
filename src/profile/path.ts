export const profilePath = '/mon-profil';
