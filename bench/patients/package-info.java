/** The program behind {@code ./sealpost bench patients}. */
package patients;
