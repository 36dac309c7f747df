import { z } from 'zod';
import { defineBeat, defineJob } from '#platform/jobs';
import { namesFiles } from '#platform/media';
import { expireDocuments } from './expire-documents.ts';
import { namedFiles } from './store/documents.ts';

const minute = 60;

defineJob('documents/make-file', z.object({ pemda: z.string(), documentId: z.uuid() }), async (document) => {
	// what draws and signs is loaded with the first document: every start would pay for it in time and memory
	const { makeFile } = await import('./make-file.ts');
	await makeFile(document);
});
defineBeat('documents/expire', minute, expireDocuments);

namesFiles(namedFiles, { forGood: true });
