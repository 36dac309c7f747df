/** One of the 34 governments, or '00': agencies of the state, which work outside this platform. */
export type Pemda = {
	code: string;
	kind: 'province' | 'regency' | 'city' | 'national';
	/** 'Kabupaten Asahan' */
	name: string;
	/** 'Asahan' */
	shortName: string;
	seat: string;
	/** The first two symbols of its case numbers. */
	numberPrefix: string;
	/** Which regional holidays count besides the national ones: a government's code. */
	calendar: string;
	/** Weekdays without work, 0 is Sunday. */
	weekend: number[];
};

/** The code under which offices of the state are kept. */
export const nationalAgencies = '00';
