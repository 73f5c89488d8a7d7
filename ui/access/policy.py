"""What a server allows: where it listens, under which names, how much, and behind which proxies."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass

from rag.errors import OnRecordError
from ui.access.accounts import AccountsFile

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
PER_MINUTE = 300
UPLOAD_MEGABYTES = 50
UPLOADS_AT_ONCE = 4
"""So many files of the largest size fit into one request."""
BODY_BYTES = 16_000_000
"""A body that is no upload: an article of a million characters fits, however it is escaped."""


@dataclass(frozen=True, slots=True)
class Policy:
    """`accounts` is None where nobody logs in; `hosts` are the names besides loopback's that are answered to.

    `check_hosts` is False where a server listens on any address without being told its names. `per_minute`
    is 0 where nothing is counted. `proxies` are the addresses whose X-Forwarded headers are believed.
    """

    accounts: AccountsFile | None = None
    hosts: frozenset[str] = frozenset()
    check_hosts: bool = True
    per_minute: int = 0
    upload_bytes: int = UPLOAD_MEGABYTES * 1_000_000
    proxies: tuple[str, ...] = ()

    @property
    def request_bytes(self) -> int:
        """The largest upload in all its files."""
        return max(self.upload_bytes * UPLOADS_AT_ONCE, BODY_BYTES)


def make_policy(
    host: str,
    *,
    accounts: AccountsFile | None = None,
    names: Sequence[str] = (),
    insecure: bool = False,
    per_minute: int | None = None,
    upload_megabytes: int = UPLOAD_MEGABYTES,
    proxies: Sequence[str] = (),
) -> Policy:
    """The policy of a server that listens on `host` and is called by `names`.

    Raises OnRecordError where others could reach it and nobody is asked to log in, unless `insecure`.
    """
    open_to_others = not is_loopback(host) or any(not is_loopback(name) for name in names) or bool(proxies)
    if open_to_others and accounts is None and not insecure:
        where = host if not is_loopback(host) else ", ".join([*names, *proxies])
        raise OnRecordError(
            f"{where} can be reached by others, and nobody would be asked to log in. Make accounts with "
            f"onrecord user add NAME, then serve with --auth users.yaml; or force it with --insecure-no-auth."
        )
    for proxy in proxies:
        _check_address(proxy)
    counted = PER_MINUTE if open_to_others or accounts is not None else 0
    return Policy(
        accounts=accounts,
        hosts=frozenset(name.casefold() for name in names),
        check_hosts=is_loopback(host) or bool(names),
        per_minute=counted if per_minute is None else per_minute,
        upload_bytes=upload_megabytes * 1_000_000,
        proxies=tuple(proxies),
    )


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine's own, out of reach for others."""
    bare = host.strip("[]").casefold()
    if bare in LOOPBACK_NAMES:
        return True
    try:
        return ipaddress.ip_address(bare).is_loopback
    except ValueError:
        return False


def _check_address(proxy: str) -> None:
    try:
        ipaddress.ip_network(proxy, strict=False)
    except ValueError:
        raise OnRecordError(
            f"--proxy has {proxy!r}, which is no address; write the proxy's, such as 127.0.0.1 or 10.0.0.0/8."
        ) from None
