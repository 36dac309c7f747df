/** Papers as other programs write them, as small as they can be. */

/** A ZIP that stores its entries as they are; each holds its own name. */
export function zipOf(names: string[], { locked = false } = {}): Buffer {
	const flag = locked ? 1 : 0;
	const parts: Buffer[] = [];
	const directory: Buffer[] = [];
	let at = 0;
	for (const name of names) {
		const content = Buffer.from(name);
		const head = Buffer.alloc(30);
		head.writeUInt32LE(0x04034b50, 0);
		head.writeUInt16LE(flag, 6);
		head.writeUInt32LE(content.length, 18);
		head.writeUInt32LE(content.length, 22);
		head.writeUInt16LE(content.length, 26);
		const line = Buffer.alloc(46);
		line.writeUInt32LE(0x02014b50, 0);
		line.writeUInt16LE(flag, 8);
		line.writeUInt32LE(content.length, 20);
		line.writeUInt32LE(content.length, 24);
		line.writeUInt16LE(content.length, 28);
		line.writeUInt32LE(at, 42);
		parts.push(head, content, content);
		directory.push(line, content);
		at += 30 + 2 * content.length;
	}
	const end = Buffer.alloc(22);
	end.writeUInt32LE(0x06054b50, 0);
	end.writeUInt16LE(names.length, 8);
	end.writeUInt16LE(names.length, 10);
	end.writeUInt32LE(Buffer.concat(directory).length, 12);
	end.writeUInt32LE(at, 16);
	return Buffer.concat([...parts, ...directory, end]);
}

export const officeOf = (folder: 'word' | 'xl' | 'ppt', more: string[] = []) =>
	zipOf(['[Content_Types].xml', `${folder}/document.xml`, ...more]);

/** A compound file of one directory sector, with streams of these names. */
export function compoundOf(names: string[]): Buffer {
	const head = Buffer.alloc(512, 0xff);
	Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(head);
	head.writeUInt16LE(9, 30);
	head.writeUInt32LE(1, 48);
	head.writeUInt32LE(0, 76);
	const table = Buffer.alloc(512, 0xff);
	table.writeUInt32LE(0xfffffffd, 0);
	table.writeUInt32LE(0xfffffffe, 4);
	const directory = Buffer.alloc(512);
	for (const [index, name] of ['Root Entry', ...names].entries()) {
		directory.write(name, index * 128, 'utf16le');
		directory.writeUInt16LE(2 * (name.length + 1), index * 128 + 64);
	}
	return Buffer.concat([head, table, directory]);
}

export const pdfOf = (text: string) => Buffer.from(`%PDF-1.7\n% ${text}\ntrailer\n<<>>\n%%EOF\n`);
export const gifOf = () => Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
