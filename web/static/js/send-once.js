// A second tap does nothing. The server would make one case of two anyway; this spares the person the doubt.
for (const form of document.querySelectorAll('form[method=post]')) {
	form.addEventListener('submit', (event) => {
		if (form.hasAttribute('data-sent')) event.preventDefault();
		form.setAttribute('data-sent', '');
	});
}
