/** Measures what encrypting with S/MIME costs: in process, through the whole gateway, and in memory. */
package smime;
