/** Practices: who they are, which networks their servers send from, which domains they may send as. */
@org.jspecify.annotations.NullMarked
package org.sealpost.practice;
