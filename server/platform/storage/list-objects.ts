import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';

const parser = new XMLParser({
	parseTagValue: false,
	isArray: (name) => name === 'Contents',
	processEntities: true,
});

const page = z.object({
	ListBucketResult: z.object({
		IsTruncated: z.string().optional(),
		NextContinuationToken: z.string().optional(),
		Contents: z
			.array(z.object({ Key: z.string(), Size: z.coerce.number(), LastModified: z.coerce.date() }))
			.default([]),
	}),
});

/** Every object of a bucket, page after page (ListObjectsV2). `ask` gets the query and gives the XML. */
export async function* listObjects(
	ask: (query: string) => Promise<string>,
): AsyncGenerator<{ key: string; sizeBytes: number; storedAt: Date }> {
	let token: string | undefined;
	do {
		const more: string = token ? `&continuation-token=${encodeURIComponent(token)}` : '';
		const { ListBucketResult: list } = page.parse(parser.parse(await ask(`?list-type=2${more}`)));
		for (const { Key, Size, LastModified } of list.Contents)
			yield { key: Key, sizeBytes: Size, storedAt: LastModified };
		token = list.IsTruncated === 'true' ? list.NextContinuationToken : undefined;
	} while (token);
}
