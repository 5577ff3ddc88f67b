/**
 * Decides how strongly a message is protected on its way to one recipient: the order of protection, the built-in
 * floors, the practice's rules, and the decision with its reasons. Plain Java without a container or a database, and
 * without knowledge of the world: who asks brings {@link org.sealpost.policy.Facts} and {@link
 * org.sealpost.policy.Feasibility}.
 */
@org.jspecify.annotations.NullMarked
package org.sealpost.policy;
