/**
 * Measures Sealpost and a real Postfix side by side: the same driver, the same next hop, the same messages, each of which
 * must arrive exactly once. Plain Java, nothing but the JDK and what the packaged program brings.
 */
package relay;
