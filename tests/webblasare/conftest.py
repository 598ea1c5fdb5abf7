"""A real nginx, on loopback, with every website in a sub-folder."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from install import find
from projekt import Project, free_port, wait_for

# A folder below the root, so that every page is tried where no root-relative address works.
SUBFOLDER = "/omsorg/trygghet"

NGINX = """
{user}daemon off; worker_processes 1; pid {folder}/pid; error_log stderr;
events {{ worker_connections 64; }}
http {{
  include /etc/nginx/mime.types; access_log off; charset utf-8;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  server {{
    listen 127.0.0.1:{port};
    location {subfolder}/ {{ alias {site}/; error_page 404 {subfolder}/timra.se/404.html; }}
  }}
}}
"""


@pytest.fixture(scope="session")
def served(built: Project, tmp_path_factory: pytest.TempPathFactory):
    """The address of the built websites in a sub-folder of an nginx."""
    folder: Path = tmp_path_factory.mktemp("nginx")
    port = free_port()
    # Started as root, nginx would read as another user, who may not enter the folders of the tests.
    user = "user root;\n" if os.geteuid() == 0 else ""
    config = folder / "nginx.conf"
    config.write_text(NGINX.format(user=user, folder=folder, port=port, site=built.site, subfolder=SUBFOLDER))
    process = subprocess.Popen([find("nginx"), "-c", str(config), "-p", str(folder)])
    wait_for(port)
    yield f"http://127.0.0.1:{port}{SUBFOLDER}"
    process.terminate()
    process.wait()
