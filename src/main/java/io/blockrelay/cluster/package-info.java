/** Membership and shared entries. The only package that names Hazelcast. */
@NullMarked
package io.blockrelay.cluster;

import org.jspecify.annotations.NullMarked;
