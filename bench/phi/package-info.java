/**
 * Measures how well health information is found: writes a synthetic, labelled corpus of practice mail, lets the product's
 * own inspection look through it, and compares. Plain Java, nothing but the JDK and what the packaged program brings;
 * knows of the inspection its entry and the kinds, and nothing of how it finds them.
 */
package phi;
