/** The benchmarks of {@code bench/} work: they measure what they say and fail when mail is lost. */
@org.jspecify.annotations.NullMarked
package org.sealpost.bench;
