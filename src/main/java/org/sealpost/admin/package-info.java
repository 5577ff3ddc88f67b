/**
 * What people and scripts of a practice steer Sealpost with: the REST API under {@code /api/v1}, the console under
 * {@code /console}, and the bearer token that opens both. It decides nothing itself: it reads input, calls the features,
 * and shows what they say.
 */
@NullMarked
package org.sealpost.admin;

import org.jspecify.annotations.NullMarked;
