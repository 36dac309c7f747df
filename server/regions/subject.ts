type Text = { id: string; en: string };

/** What a report can be about. Its code's first word is its family ('road.pothole' → 'road'). */
export type Subject = {
	code: string;
	group: string;
	name: Text;
	description: Text;
	/** Words people use for it, Indonesian. */
	keywords: string[];
	/** Kinds of thing it can concern that decide who answers; a person may not know. */
	assetClasses: AssetClass[];
	defaultClass: 'complaint' | 'complaint-investigation' | 'aspiration' | 'question';
	/** Often dangerous for whoever reports it: confidential is offered first. */
	sensitive: boolean;
	/** Often cannot wait for legal days. */
	urgent: boolean;
	attributes: Attribute[];
};

export type SubjectGroup = { code: string; name: Text; subjects: Subject[] };

export type AssetClass = { code: string; name: Text; hint: Text };

/** An extra question, in the words of Open311 GeoReport v2 service definitions. */
export type Attribute = {
	code: string;
	datatype: 'string' | 'text' | 'number' | 'datetime' | 'singlevaluelist' | 'multivaluelist';
	required: boolean;
	question: Text;
	values?: { key: string; name: Text }[] | undefined;
};
