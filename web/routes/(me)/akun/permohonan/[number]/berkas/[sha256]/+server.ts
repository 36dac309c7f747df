import { error } from '@sveltejs/kit';
import { getOwnApplication } from '#applications';
import { residentOf } from '#lib/resident.ts';
import { sendFile } from '#lib/send-file.ts';
import type { RequestHandler } from './$types';

/** A paper of one's own application. */
export const GET: RequestHandler = async ({ params, locals, request }) => {
	const { app } = await getOwnApplication(residentOf(locals), params.number);
	const file = app.files.find(({ sha256 }) => sha256 === params.sha256);
	if (!file) error(404);
	return sendFile({ sha256: file.sha256, contentType: file.contentType, isPublic: false }, request);
};
