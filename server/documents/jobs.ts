import { z } from 'zod';
import { migratorDb } from '#platform/db';
import { defineBeat, defineJob } from '#platform/jobs';
import { namesFiles } from '#platform/media';
import { expireDocuments } from './expire-documents.ts';
import { makeFile } from './make-file.ts';
import { selectNamedFiles } from './store/documents.ts';

const minute = 60;

defineJob('documents/make-file', z.object({ pemda: z.string(), documentId: z.uuid() }), makeFile);
defineBeat('documents/expire', minute, expireDocuments);

namesFiles((files) => selectNamedFiles(migratorDb, files), { forGood: true });
