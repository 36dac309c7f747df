import { Refusal } from '#platform/refusal';
import readExif from 'exif-reader';
import sharp from 'sharp';
import { lookBands, lookOf } from './look.ts';

const mostPixels = 120_000_000;
const largestSide = 2048;
const thumbSide = 480;

sharp.concurrency(1);
sharp.cache(false);

export type ReadPhoto = {
	bytes: Buffer;
	thumb: Buffer;
	width: number;
	height: number;
	takenAt?: Date;
	lat?: number;
	lon?: number;
	phash: string;
	phashBands: number[];
};

/**
 * A photo made new: turned upright, at most 2,048 pixels wide or high, as JPEG, without any metadata; beside it a
 * thumbnail, its look, and where and when it was taken as it said. Refuses `media/too-many-pixels` and
 * `media/unreadable`.
 */
export async function readPhoto(bytes: Uint8Array): Promise<ReadPhoto> {
	try {
		const source = sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error', animated: false });
		const meta = await source.metadata();
		if ((meta.width ?? 0) * (meta.height ?? 0) > mostPixels) throw new Refusal('too-large', 'media/too-many-pixels');
		const upright = source.rotate().flatten({ background: '#ffffff' });
		const { data, info } = await upright
			.resize(largestSide, largestSide, { fit: 'inside', withoutEnlargement: true })
			.jpeg({ quality: 82, mozjpeg: false })
			.toBuffer({ resolveWithObject: true });
		const made = sharp(data);
		const thumb = await made.clone().resize(thumbSide, thumbSide, { fit: 'inside', withoutEnlargement: true }).jpeg({ quality: 72 }).toBuffer();
		const phash = await lookOf(made);
		const taken = readTaken(meta.exif);
		return { bytes: data, thumb, width: info.width, height: info.height, ...taken, phash, phashBands: lookBands(phash) };
	} catch (error) {
		if (error instanceof Refusal) throw error;
		const tooLarge = error instanceof Error && /pixel limit/i.test(error.message);
		throw tooLarge ? new Refusal('too-large', 'media/too-many-pixels') : new Refusal('invalid', 'media/unreadable');
	}
}

type Taken = { takenAt?: Date; lat?: number; lon?: number };

/** Phones write local time without a zone, or with one beside it; without one it is Western Indonesia's (UTC+7). */
function readTaken(exif: Buffer | undefined): Taken {
	if (!exif) return {};
	try {
		const read = readExif(exif);
		const at = read.Photo?.DateTimeOriginal;
		const zone = typeof read.Photo?.OffsetTimeOriginal === 'string' ? read.Photo.OffsetTimeOriginal : '+07:00';
		const lat = degrees(read.GPSInfo?.GPSLatitude, read.GPSInfo?.GPSLatitudeRef === 'S');
		const lon = degrees(read.GPSInfo?.GPSLongitude, read.GPSInfo?.GPSLongitudeRef === 'W');
		return {
			...(at instanceof Date && !Number.isNaN(at.getTime()) ? { takenAt: inZone(at, zone) } : {}),
			...(lat !== undefined && lon !== undefined && Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : {}),
		};
	} catch {
		return {}; // broken metadata says nothing; the picture itself may be good
	}
}

function inZone(asIfUtc: Date, zone: string): Date {
	const [, sign, hours, minutes] = zone.match(/^([+-])(\d{2}):(\d{2})$/) ?? ['', '+', '07', '00'];
	const offset = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === '-' ? -1 : 1);
	return new Date(asIfUtc.getTime() - offset);
}

function degrees(parts: unknown, negative: boolean): number | undefined {
	if (!Array.isArray(parts) || parts.length !== 3 || !parts.every((part) => Number.isFinite(part))) return undefined;
	const value = Number(parts[0]) + Number(parts[1]) / 60 + Number(parts[2]) / 3600;
	return Math.round((negative ? -value : value) * 1e6) / 1e6;
}
