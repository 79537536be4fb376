#!/bin/sh
# Java for the tests of Spark, where it is missing and this machine is CI's to change. It never fails: where there is no
# Java afterwards those tests are skipped, and say so.
command -v java > /dev/null && exit
if [ -z "${CI:-}" ] || [ "$(id -u)" != 0 ] || ! command -v apt-get > /dev/null; then
    echo 'no Java here, so the tests of Spark will be skipped: apt-get install openjdk-17-jre-headless'
    exit
fi
export DEBIAN_FRONTEND=noninteractive
{
    timeout 60 apt-get -qq update
    timeout 240 apt-get -qq install -y --no-install-recommends openjdk-17-jre-headless ||
        timeout 240 apt-get -qq install -y --no-install-recommends default-jre-headless
} > /dev/null 2>&1 || echo 'Java could not be installed, so the tests of Spark will be skipped'
