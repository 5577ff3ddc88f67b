/**
 * Sealpost's own PostgreSQL and Kafka, for a machine on which nothing is installed. Both keep what they acknowledged
 * (fsync on), ask for passwords, listen on the loopback address only, and start again from whatever a crash left.
 */
@org.jspecify.annotations.NullMarked
package org.sealpost.embedded;
