/** A NIK, or the number of a family card: sealed where it lies, masked where officers read it, in whichever field it was typed. */
export const secretNumber = /^\d{16}$/;
