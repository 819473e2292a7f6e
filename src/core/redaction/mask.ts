/** Stands where a secret stood. The same length for every secret, so that not even that is told. */
export const mask = '••••••';
