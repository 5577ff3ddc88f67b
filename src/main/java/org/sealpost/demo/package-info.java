/**
 * The demonstration: everything on one machine, a dozen sample messages, and what became of each. All people, addresses
 * and numbers in it are made up.
 */
@org.jspecify.annotations.NullMarked
package org.sealpost.demo;
