//* nothing
//JMON PROC
// PEND
