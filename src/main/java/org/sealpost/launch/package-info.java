/**
 * What happens before the program runs: settings are read and checked, embedded services started, ports and the
 * database tried, so that whatever can be known at start is said at start, in one sentence.
 */
@org.jspecify.annotations.NullMarked
package org.sealpost.launch;
