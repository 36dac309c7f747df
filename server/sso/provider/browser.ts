import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';

/** The request of a page as the provider reads it: it looks at the cookies, and they are signed. */
export function browserWith(cookie: string): { request: IncomingMessage; response: ServerResponse } {
	const request = new IncomingMessage(new Socket());
	request.headers.cookie = cookie;
	return { request, response: new ServerResponse(request) };
}
