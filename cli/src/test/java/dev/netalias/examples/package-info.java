/** The examples of the project, run as a user runs them. */
package dev.netalias.examples;
