/** The packaged program when things go wrong around it: killed, restarted, wrongly set up. */
package org.sealpost.resilience;
