/** To be shown with the facts. Source: Licence Ouverte 2.0, "mention de paternité". */
export const attribution = 'Source : INSEE, répertoire Sirene, Licence Ouverte 2.0';
