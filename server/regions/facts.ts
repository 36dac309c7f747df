import { z } from 'zod';

/** The shapes of the files in `data/`. A file that does not fit stops the load and names what is wrong. */
const text = z.object({ id: z.string().min(1), en: z.string().min(1) });
const maybeText = z.object({ id: z.string(), en: z.string() });
const slug = z.string().regex(/^[a-z0-9.-]+$/);
const day = z.iso.date();
const code = z.string().regex(/^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$/);
const number = z.coerce.number();
const maybeNumber = z.union([z.literal('').transform(() => null), number]);

export const governments = z.array(
	z.object({
		code,
		kind: z.enum(['province', 'regency', 'city']),
		name: z.string().min(1),
		short_name: z.string().min(1),
		seat: z.string().min(1),
		number_prefix: z.string().regex(/^[2-9A-HJKMNP-Z]{2}$/),
		population: number.pipe(z.int().positive()),
		area_km2: number.pipe(z.number().positive()),
		area_note: z.string(),
		lat: maybeNumber,
		lon: maybeNumber,
	}),
);

export const aliases = z.array(
	z.object({ code, alias: z.string().min(2), kind: z.enum(['old-name', 'spelling', 'short']) }),
);

export const abbreviations = z.array(
	z.object({ written: z.string().min(1), meant: z.string().min(1), use: z.enum(['spelling', 'short']) }),
);

export const mapTiles = z.array(z.object({ code, column: number.pipe(z.int()), row: number.pipe(z.int()) }));

export const calendarDays = z.array(
	z.object({
		pemda: z.union([z.literal('*'), code]),
		day,
		kind: z.enum(['national-holiday', 'joint-leave', 'regional']),
		name_id: z.string().min(1).max(200),
		provisional: z.enum(['yes', 'no']).transform((word) => word === 'yes'),
		source: z.string().min(1).max(500),
	}),
);

const officeKind = z.enum(['leader', 'secretariat', 'inspectorate', 'desk', 'opd', 'uptd', 'bumd']);
const office = z.object({
	slug,
	name: z.string().min(1),
	short: z.string().min(1),
	kind: officeKind,
	parent: slug.optional(),
	functions: z.array(slug),
	where: z.enum(['villages', 'waters']).optional(),
});

/** Who may read the reports of every government, or of their own, and by what law. */
const overseers = z.array(
	z.object({
		office: slug,
		title: z.string().min(1),
		oversees: z.enum(['all', 'own']),
		legalBasis: z.string().min(1),
	}),
);

export const provinceOffices = z.object({ source: z.string(), overseers, offices: z.array(office) });

export const localOffices = z.object({
	source: z.string(),
	overseers,
	offices: z.array(office),
	waters: z.array(code),
	named: z.array(
		z.object({
			pemda: code,
			slug,
			absent: z.literal(true).optional(),
			name: z.string().optional(),
			short: z.string().optional(),
			kind: officeKind.optional(),
			functions: z.array(slug).optional(),
		}),
	),
});

export const nationalOffices = z.object({
	source: z.string(),
	pemda: z.object({
		code: z.literal('00'),
		name: z.string(),
		short: z.string(),
		prefix: z.string().length(2),
	}),
	overseers,
	offices: z.array(z.object({ slug, name: z.string(), short: z.string(), functions: z.array(slug) })),
});

const attribute = z.object({
	code: slug,
	datatype: z.enum(['string', 'text', 'number', 'datetime', 'singlevaluelist', 'multivaluelist']),
	required: z.boolean(),
	question: text,
	values: z.array(z.object({ key: slug, name: text })).optional(),
});

export const subjects = z.object({
	assetClasses: z.array(z.object({ code: slug, name: text, hint: maybeText })),
	groups: z.array(
		z.object({
			code: slug,
			name: text,
			subjects: z.array(
				z.object({
					code: z.string().regex(/^[a-z-]+\.[a-z-]+$/),
					name: text,
					description: text,
					keywords: z.array(z.string()),
					assets: z.array(slug).default([]),
					class: z
						.enum(['complaint', 'complaint-investigation', 'aspiration', 'question'])
						.default('complaint'),
					sensitive: z.boolean().default(false),
					urgent: z.boolean().default(false),
					attributes: z.array(attribute).default([]),
				}),
			),
		}),
	),
});

export const responsibilities = z.object({
	note: z.string(),
	rules: z.array(
		z.object({
			subject: z.string().regex(/^(\*|[a-z-]+\.(\*|[a-z-]+))$/),
			asset: slug.default('*'),
			region: code.default('12'),
			tier: z.enum(['national', 'provincial', 'regency', 'kecamatan', 'village']),
			function: slug.optional(),
			office: z
				.string()
				.regex(/^\d{2}(\.\d{2})?\/[a-z0-9.-]+$/)
				.optional(),
			confidence: z.number().positive().max(1),
			reason: slug,
			legalBasis: z.string().min(1),
			validFrom: day.default('2024-01-01'),
			validTo: day.optional(),
		}),
	),
});
