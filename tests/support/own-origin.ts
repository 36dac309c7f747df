/** Imported before all else: where the platform of this test file is reached, so that tokens name it. */
export const port = 21_000 + (process.pid % 20_000);
export const origin = `http://localhost:${port}`;
process.env['PUBLIC_ORIGIN'] = origin;
