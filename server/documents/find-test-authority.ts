import { db } from '#platform/db';
import { selectAuthority } from './store/certificates.ts';

/** The test authority's certificate (PEM) as everybody may have it; undefined before the first document. */
export async function findTestAuthority(): Promise<string | undefined> {
	return (await selectAuthority(db))?.certificate;
}
