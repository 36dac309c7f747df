export type OfficeKind =
	| 'leader'
	| 'secretariat'
	| 'inspectorate'
	| 'desk'
	| 'opd'
	| 'uptd'
	| 'bumd'
	| 'kecamatan'
	| 'kelurahan'
	| 'desa'
	| 'national';

export type Office = {
	pemda: string;
	id: string;
	/** Stable name within its government: 'pupr', 'kecamatan-12.09.20'. */
	slug: string;
	name: string;
	shortName: string;
	kind: OfficeKind;
	parentId: string | null;
	/** What it answers for: 'public-works', 'civil-registration' … */
	functions: string[];
	region: string;
	/** Has an Open311 server of its own that cases are sent to. */
	connected: boolean;
	/** Works outside this platform: a hand-over to it is a letter, and nobody here can accept it. */
	external: boolean;
};

/** An office's own GeoReport v2 server. */
export type Open311Endpoint = {
	/** What comes before `/services.xml`, without a slash at its end. */
	url: string;
	jurisdiction: string | null;
	apiKey: string | null;
	/** Mandatory there is XML only. */
	format: 'xml' | 'json';
	/** Our subject ('road.pothole'), its family ('road.*') or all ('*') → the code of the service there. */
	services: Record<string, string>;
	/** An administrator says that the address lies in a private network, and that this is meant. */
	isPrivate: boolean;
};

export type PostRole =
	| 'officer'
	| 'triage'
	| 'office-head'
	| 'secretary'
	| 'regional-head'
	| 'administrator'
	| 'overseer';

export type Post = {
	pemda: string;
	id: string;
	officeId: string;
	title: string;
	role: PostRole;
	/** Of an overseer: the government whose reports they read, or '*' for all. Of others null. */
	oversees: string | null;
};

/** For what the keys of endpoints are sealed. */
export const endpointKey = 'open311 endpoint';
