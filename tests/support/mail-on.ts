/** Imported before all else: mail is configured, at a port where nobody listens. What would be sent waits as a job. */
process.env['SMTP_URL'] = 'smtp://127.0.0.1:9';
