/** Practices: who they are, which networks their servers send from, their accounts, what they may send as and how much. */
@org.jspecify.annotations.NullMarked
package org.sealpost.practice;
