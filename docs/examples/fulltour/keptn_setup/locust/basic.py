"""The load of the tour: visitors who open the start page, look at it for a while, and come back."""

from locust import HttpUser, between, task


class Visitor(HttpUser):
    wait_time = between(5, 15)

    @task
    def open_start_page(self):
        self.client.get("/")
