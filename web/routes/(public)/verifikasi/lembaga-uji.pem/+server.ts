import { findTestAuthority } from '#documents';
import { Refusal } from '#platform/refusal';
import type { RequestHandler } from './$types';

/** The certificate of the installation's own test authority. */
export const GET: RequestHandler = async () => {
	const certificate = await findTestAuthority();
	if (!certificate) throw new Refusal('not-found', 'documents/no-authority');
	return new Response(certificate, {
		headers: {
			'content-type': 'application/x-pem-file',
			'content-disposition': 'attachment; filename="lembaga-uji.pem"',
			'cache-control': 'public, max-age=300',
		},
	});
};
