// Shows how far an upload is. Without it the browser shows its own.
const form = document.querySelector('form[enctype="multipart/form-data"]');

if (form instanceof HTMLFormElement) {
	form.addEventListener('submit', (event) => {
		const field = form.querySelector('input[type=file]');
		if (!(field instanceof HTMLInputElement) || !field.files?.length) return;
		event.preventDefault();
		const by = /** @type {SubmitEvent} */ (event).submitter;
		const target =
			by instanceof HTMLButtonElement && by.hasAttribute('formaction') ? by.formAction : form.action;
		send(new FormData(form), target);
	});
}

/** @param {FormData} data @param {string} target */
function send(data, target) {
	const bar = document.createElement('progress');
	bar.max = 1;
	form?.append(bar);
	const request = new XMLHttpRequest();
	request.upload.addEventListener('progress', ({ loaded, total }) => {
		bar.value = total ? loaded / total : 0;
	});
	request.addEventListener('load', () => {
		if (request.status < 400 && request.responseURL && request.responseURL !== target)
			return location.assign(request.responseURL);
		document.open();
		document.write(request.responseText);
		document.close();
	});
	request.addEventListener('error', () => bar.remove());
	request.open('POST', target);
	request.setRequestHeader('accept', 'text/html');
	request.send(data);
}
