import { getPemda } from '#regions';

/** "Kota Medan". */
export const findPemda = async (code: string): Promise<string> => (await getPemda(code)).name;
