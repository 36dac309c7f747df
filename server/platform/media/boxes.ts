import { Refusal } from '#platform/refusal';

/** One box of an MP4, MOV or 3GP file (ISO 14496-12): from `start` its head, from `body` to `end` what it holds. */
export type Box = { type: string; start: number; body: number; end: number };

const mostBoxes = 20_000;

/**
 * Reads boxes of one file and counts them, so that no file makes us read for ever. What does not add up is refused
 * with `media/unreadable`.
 */
export class BoxReader {
	readonly bytes: Buffer;
	#left = mostBoxes;

	constructor(bytes: Buffer) {
		this.bytes = bytes;
	}

	/** The box that begins here; nothing where no sane box begins. */
	boxAt(at: number, limit: number): Box | undefined {
		if (at + 8 > limit) return undefined;
		if (this.#left-- === 0) throw unreadable();
		const type = this.bytes.toString('latin1', at + 4, at + 8);
		let size = this.bytes.readUInt32BE(at);
		let head = 8;
		if (size === 1) {
			if (at + 16 > limit) return undefined;
			size = Number(this.bytes.readBigUInt64BE(at + 8)); // past 2^53 it is past the end as well
			head = 16;
		}
		if (size === 0) size = limit - at;
		return size < head || at + size > limit
			? undefined
			: { type, start: at, body: at + head, end: at + size };
	}

	/** The boxes inside, all of them; a few bytes at the end that are no box are passed over (QuickTime ends lists so). */
	inside(parent: Box, from = parent.body): Box[] {
		const boxes: Box[] = [];
		for (let at = from; at + 8 <= parent.end; ) {
			const box = this.boxAt(at, parent.end);
			if (!box) throw unreadable();
			boxes.push(box);
			at = box.end;
		}
		return boxes;
	}

	/** The first box inside by each of these names in turn. */
	find(parent: Box | undefined, ...path: string[]): Box | undefined {
		let box = parent;
		for (const type of path) box = box && this.inside(box).find((child) => child.type === type);
		return box;
	}

	/** Numbers that are read where the box has already ended are refused. */
	uint32(box: Box, offset: number): number {
		if (offset < 0 || box.body + offset + 4 > box.end) throw unreadable();
		return this.bytes.readUInt32BE(box.body + offset);
	}

	uint64(box: Box, offset: number): number {
		return this.uint32(box, offset) * 2 ** 32 + this.uint32(box, offset + 4);
	}

	text(box: Box, offset: number, length: number): string {
		const from = Math.min(box.body + offset, box.end);
		return this.bytes.toString('utf8', from, Math.min(from + length, box.end));
	}
}

export function unreadable(): Refusal {
	return new Refusal('invalid', 'media/unreadable');
}
