/** Imported before all else: servers of offices may be called without TLS, as the peers in these tests have none. */
process.env['OPEN311_ALLOW_HTTP'] = 'true';
