import './jobs.ts';

export {
	type App,
	type AppFields,
	type AppKind,
	appKinds,
	audiences,
	hasRedirects,
	hasSecret,
	scopes,
	signings,
} from './app.ts';
export { acrValues } from './assurance.ts';
export { changeApp } from './change-app.ts';
export { type ConsentLine, listConsents, withdrawConsent } from './consents.ts';
export { decideDevice, findDevice } from './device.ts';
export { disableApp } from './disable-app.ts';
export { handleOidc } from './handle.ts';
export { allow, findWayOn, readStep, refuse, type Step } from './interaction.ts';
export { listKeys, rotateKeys } from './keys/rotate-keys.ts';
export { getApp, listApps } from './list-apps.ts';
export { type LogoutStep, readLogout } from './logout.ts';
export { type Notice, readNotice } from './notices.ts';
export { addOutside, type NewOutside } from './outside/add-outside.ts';
export { beginOutside } from './outside/begin-outside.ts';
export { finishOutside } from './outside/finish-outside.ts';
export { listOwnProviders, type OwnProvider, unlink } from './outside/links.ts';
export { disableOutside, listOffered, listOutside } from './outside/list-outside.ts';
export { issuer } from './provider/provider.ts';
export { type NewApp, registerApp } from './register-app.ts';
export { oldSecretHours, rotateSecret } from './rotate-secret.ts';
