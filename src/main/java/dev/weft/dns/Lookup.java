package dev.weft.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Asks for all addresses of a name and waits for them; {@code InetAddress::getAllByName}. */
@FunctionalInterface
interface Lookup {
  InetAddress[] addresses(String name) throws UnknownHostException;
}
