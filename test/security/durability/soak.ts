/** Whether the long form of a test is wanted: `npm run test:soak`. */
export const soak = process.env.COUNTERSIGN_SOAK === 'full';
