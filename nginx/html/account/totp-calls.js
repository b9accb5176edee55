import { get, post } from '../lib/api.js';

const PATH = '/session/totp';

/** One's own second factor; a proof is {password, code}. */
export const totpState = (options) => get(PATH, options);
export const offerTotp = (proof) => post(PATH, proof);
export const confirmTotp = (code) => post(`${PATH}/confirm`, { code });
export const renewRecovery = (proof) => post(`${PATH}/recovery`, proof);
export const removeTotp = (proof) => post(`${PATH}/remove`, proof);
