/** What an operator or an installer may configure. */
@NullMarked
package tv.coax.agent.settings;

import org.jspecify.annotations.NullMarked;
