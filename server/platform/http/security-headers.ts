import { config } from '#platform/config';

const policy = [
	"default-src 'none'",
	"script-src 'self'",
	"style-src 'self'",
	"style-src-attr 'unsafe-inline'",
	"img-src 'self' data: blob:",
	"media-src 'self' blob:",
	"font-src 'self'",
	"connect-src 'self'",
	"manifest-src 'self'",
	"worker-src 'self'",
	"form-action 'self'",
	"base-uri 'none'",
	"frame-ancestors 'none'",
];
const overTls = config.publicOrigin.startsWith('https:');

/** On every answer. Nothing inline runs; style attributes alone are allowed, for widths of charts. */
export const securityHeaders: Record<string, string> = {
	'content-security-policy': policy.join('; '),
	'x-content-type-options': 'nosniff',
	'referrer-policy': 'same-origin',
	'permissions-policy': 'geolocation=(self), camera=(self), microphone=()',
	'cross-origin-opener-policy': 'same-origin',
	...(overTls ? { 'strict-transport-security': 'max-age=63072000; includeSubDomains' } : {}),
};
