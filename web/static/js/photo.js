// Photos made small enough for a bad connection, on the phone. What they say of place and time is carried over only when
// the person wants it to be.

const longestSide = 1600;
const quality = 0.82;

/**
 * A photo no longer than 1,600 pixels, as JPEG. Where the phone cannot do it, the photo as it is.
 * @param {File} file @param {boolean} withPlace
 * @returns {Promise<{ name: string, type: string, bytes: ArrayBuffer, sent: boolean }>}
 */
export async function shrink(file, withPlace) {
	const whole = await file.arrayBuffer();
	const small = await draw(file).catch(() => undefined);
	if (!small) return { name: file.name, type: file.type, bytes: whole, sent: false };
	const exif = withPlace ? exifOf(new Uint8Array(whole)) : undefined;
	const bytes = exif ? insertExif(small, exif) : small;
	return { name: file.name, type: 'image/jpeg', bytes, sent: false };
}

/** @param {Blob} file @returns {Promise<ArrayBuffer | undefined>} */
async function draw(file) {
	const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
	const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height));
	const canvas = document.createElement('canvas');
	canvas.width = Math.max(1, Math.round(picture.width * scale));
	canvas.height = Math.max(1, Math.round(picture.height * scale));
	canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
	picture.close();
	/** @type {Blob | null} */
	const blob = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', quality));
	return blob?.arrayBuffer();
}

/**
 * The EXIF segment of a JPEG, with its picture said to be upright: the drawing has turned it already.
 * @param {Uint8Array} jpeg
 * @returns {Uint8Array | undefined}
 */
export function exifOf(jpeg) {
	const view = new DataView(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
	if (jpeg.length < 4 || view.getUint16(0) !== 0xffd8) return undefined;
	for (let at = 2; at + 10 <= jpeg.length && jpeg[at] === 0xff; at += 2 + view.getUint16(at + 2)) {
		const end = at + 2 + view.getUint16(at + 2);
		if (jpeg[at + 1] === 0xda || end > jpeg.length) return undefined;
		if (jpeg[at + 1] === 0xe1 && view.getUint32(at + 4) === 0x45786966)
			return setUpright(jpeg.slice(at, end));
	}
	return undefined;
}

/** @param {Uint8Array} segment */
function setUpright(segment) {
	const view = new DataView(segment.buffer);
	const tiff = 10;
	const little = view.getUint16(tiff) === 0x4949;
	const first = tiff + view.getUint32(tiff + 4, little);
	const count = first + 2 <= segment.length ? view.getUint16(first, little) : 0;
	for (let n = 0, at = first + 2; n < count && at + 12 <= segment.length; n++, at += 12) {
		if (view.getUint16(at, little) === 0x0112) view.setUint16(at + 8, 1, little);
	}
	return segment;
}

/** @param {ArrayBuffer} jpeg @param {Uint8Array} exif @returns {ArrayBuffer} */
export function insertExif(jpeg, exif) {
	const made = new Uint8Array(jpeg.byteLength + exif.length);
	made.set(new Uint8Array(jpeg, 0, 2));
	made.set(exif, 2);
	made.set(new Uint8Array(jpeg, 2), 2 + exif.length);
	return made.buffer;
}
